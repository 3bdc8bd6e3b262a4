  const PATIENCE_MILLIS = 5000;
  const at = id => document.getElementById(id);
  const put = (id, text) => { if (at(id).textContent !== String(text)) at(id).textContent = text; };
  const clock = time => new Date(time).toLocaleTimeString([], {hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit'});
  const counted = (number, noun) => number + ' ' + noun + (Number(number) === 1 ? '' : 's');

  async function get(path) {
    const answer = await fetch(path, {signal: AbortSignal.timeout(PATIENCE_MILLIS)});
    const content = await answer.json();
    if (!answer.ok) throw new Error(content.detail);
    return content;
  }

  /* A cell is [text, classes, address of a link]. What has not changed is left alone, so that it can be selected. */
  function fill(id, rows, otherwise) {
    const body = at(id), said = JSON.stringify(rows);
    if (body.said === said) return;
    body.said = said;
    const names = [...body.parentElement.querySelectorAll('th')].map(th => th.textContent);
    const cell = ([text, style, href], column) => {
      const td = document.createElement('td');
      td.role = 'cell';
      td.className = style || '';
      if (column >= 0) td.dataset.name = names[column];
      const inner = href ? td.appendChild(document.createElement('a')) : td;
      if (href) inner.href = href;
      inner.textContent = text;
      return td;
    };
    const row = cells => {
      const tr = document.createElement('tr');
      tr.role = 'row';
      tr.append(...cells);
      return tr;
    };
    if (rows.length) {
      body.replaceChildren(...rows.map(cells => row(cells.map(cell))));
    } else {
      const only = cell([otherwise, 'faint'], -1);
      only.colSpan = names.length;
      body.replaceChildren(row([only]));
    }
  }

