/* teduh.js: what pages gain with script, and never need. Drafts after 2 s of silence, the idle lock with its
   warning, Ctrl+Enter. Texts come from data- attributes, so that no sentence stands here. */
(() => {
  "use strict";
  const body = document.body;

  /* Drafts: each form with data-draf posts itself there. */
  for (const form of document.querySelectorAll("form[data-draf]")) {
    const mark = document.querySelector("[data-sudah]");
    let timer = 0, last = "", running = false;
    const text = () => new URLSearchParams(new FormData(form)).toString();
    const say = (key, time) => { if (mark) mark.textContent = (mark.dataset[key] || "").replace("%", time || ""); };
    const save = async () => {
      const now = text();
      if (now === last || running) return;
      running = true;
      say("sedang");
      try {
        const answer = await fetch(form.dataset.draf, { method: "POST", body: now, credentials: "same-origin",
          headers: { "Content-Type": "application/x-www-form-urlencoded" } });
        if (!answer.ok) throw 0;
        last = now;
        const d = new Date(), two = n => String(n).padStart(2, "0");
        say("sudah", two(d.getHours()) + "." + two(d.getMinutes()));
      } catch { say("gagal"); }
      running = false;
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(save, 2000); };
    last = text();
    form.addEventListener("input", soon);
    form.addEventListener("focusout", soon);
    form.addEventListener("submit", () => clearTimeout(timer));
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    form.simpanDraf = save;
  }

  /* Judged again while she ticks: the same page is asked for, its side card shown. Without script there is a button. */
  for (const form of document.querySelectorAll("form[data-periksa]")) {
    let timer = 0, asked = 0;
    form.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++asked, data = new URLSearchParams(new FormData(form));
        data.set("simpan", "periksa");
        try {
          const answer = await fetch(form.dataset.periksa, { method: "POST", body: data, credentials: "same-origin" });
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.querySelector("[data-hasil]"), old = form.querySelector("[data-hasil]");
          if (answer.ok && mine === asked && fresh && old && !old.contains(document.activeElement)) old.replaceWith(fresh);
        } catch { /* the button stays */ }
      }, 700);
    });
  }

  /* One click, one entry: the request id makes it sure, this makes it quiet. */
  document.addEventListener("submit", event => {
    if (event.target.dataset.terkirim) event.preventDefault();
    event.target.dataset.terkirim = "1";
  });
  addEventListener("pageshow", event => {
    if (event.persisted) location.reload();
    for (const form of document.forms) delete form.dataset.terkirim;
  });

  document.addEventListener("keydown", event => {
    const area = event.target.closest && event.target.closest("textarea");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area && area.form) area.form.requestSubmit();
  });

  /* The lock: a full navigation, so that nothing of the page stays. */
  const idle = Number(body.dataset.idle || 0) * 1000, lock = document.getElementById("form-kunci");
  if (idle > 0 && lock) {
    const warning = document.querySelector("[data-peringatan]");
    let since = Date.now();
    /* What no draft keeps goes along, and comes back sealed; never a passphrase. */
    const carry = () => {
      for (const form of document.querySelectorAll("main form[method=post]")) {
        if (form.dataset.draf || !form.dataset.ditulis || form.querySelector("[type=password],[type=file]")) continue;
        const with_it = { titip_ke: form.getAttribute("action"), titip_isi: new URLSearchParams(new FormData(form)) };
        for (const [name, value] of Object.entries(with_it)) {
          const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
          lock.append(field);
        }
        return;
      }
    };
    document.addEventListener("input", event => { if (event.target.form) event.target.form.dataset.ditulis = "1"; });
    lock.addEventListener("submit", carry);
    const alive = () => { since = Date.now(); if (warning) warning.hidden = true; };
    for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, alive, { passive: true });
    setInterval(async () => {
      const quiet = Date.now() - since;
      if (quiet >= idle) {
        since = Date.now() + 1e9;
        for (const form of document.forms) if (form.simpanDraf) await form.simpanDraf();
        carry();
        lock.submit();
      } else if (warning && quiet >= idle - 60000) warning.hidden = false;
    }, 1000);
  }
})();
