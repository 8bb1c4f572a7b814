// stops.mjs: A5: the stops of a page, one Tab after the other.

// stopFaults: the stops come in the order of the document, each shows that it has the focus, and none is hidden by a bar.
export async function stopFaults(page, most = 25) {
  const faults = [];
  await page.evaluate(() => { document.activeElement?.blur?.(); window.getSelection()?.removeAllRanges(); window.stopsBefore = null; });
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const e = document.activeElement, before = window.stopsBefore;
      if (!e || e === document.body || e === before) return 'end';
      window.stopsBefore = e;
      const name = e.outerHTML.slice(0, 90), box = e.getClientRects()[0] || e.getBoundingClientRect(), // of a link over two lines, the first
        style = getComputedStyle(e);
      if (before && !(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) return 'end';
      const shown = e.closest('label.pilihan') ? getComputedStyle(e.closest('label.pilihan')) : style;
      if (style.outlineStyle === 'none' && shown.outlineStyle === 'none' && style.boxShadow === 'none' && shown.boxShadow === 'none') return `no ring: ${name}`;
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      if (top && top !== e && !e.contains(top) && !top.contains(e) && !e.closest('label')?.contains(top)) return `under ${top.outerHTML.slice(0, 60)}: ${name}`;
      return '';
    });
    if (fault === 'end') break;
    if (fault) faults.push(fault);
  }
  return faults;
}
