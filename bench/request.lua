-- request.lua: what wrk sends, and one line of what came back: requests/s, p50 and p99 in µs, answers that were not
-- 2xx or 3xx, broken connections, bytes of an answer.
--   METHOD, BODY, COOKIE from the environment; PATHS: a file of paths, taken in turn.
--   In BODY, %REQUEST% becomes a fresh request id (32 hex digits) and %N% a running number.
local env = os.getenv
local method, body, cookie = env("METHOD") or "GET", env("BODY"), env("COOKIE")
local paths, fixed, n = {}, nil, 0
if env("PATHS") then for line in io.lines(env("PATHS")) do paths[#paths + 1] = line end end

local thread_count = 0
function setup(thread)
  thread_count = thread_count + 1
  thread:set("thread_number", thread_count)
end

function init(args)
  local headers = { ["Host"] = wrk.headers["Host"] or (wrk.host .. ":" .. wrk.port) }
  if cookie then headers["Cookie"] = cookie end
  if body then
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers["Origin"] = wrk.scheme .. "://" .. wrk.host .. ":" .. wrk.port
    headers["Sec-Fetch-Site"] = "same-origin"
  end
  for k, v in pairs(headers) do wrk.headers[k] = v end
  math.randomseed(os.time() * 7 + (thread_number or 0))
  if #paths == 0 and not body then fixed = wrk.format(method, wrk.path, wrk.headers, nil) end
end

local function fresh()
  local hex = {}
  for i = 1, 8 do hex[i] = string.format("%04x", math.random(0, 65535)) end
  return table.concat(hex)
end

function request()
  if fixed then return fixed end
  n = n + 1
  local path = #paths > 0 and paths[(n - 1) % #paths + 1] or wrk.path
  local filled = body and body:gsub("%%REQUEST%%", fresh):gsub("%%N%%", tostring(n)) or nil
  return wrk.format(method, path, wrk.headers, filled)
end

function done(summary, latency, _)
  local e = summary.errors
  local requests = summary.requests
  io.write(string.format("RESULT %.0f %.0f %.0f %d %d %.0f %d\n", requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout,
    requests > 0 and summary.bytes / requests or 0, requests))
end
