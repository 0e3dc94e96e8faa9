// form[data-sheet-codes]: says beside each code that is typed whose row it is; the server reads the same anew.
const SHOWN = 6;
const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));

// The digits of any script as 0 to 9: in each they follow one another.
const digits = (text) =>
  text.toUpperCase().replace(/\p{Nd}/gu, (sign) => {
    let value = 0;
    while (value < 9 && isDigit(sign.codePointAt(0) - value - 1)) value += 1;
    return String(value);
  });

const rowOf = (token) => {
  const found = digits(token).match(/^0*(\d+)([A-Z])(?=$|[/-])/);
  return found ? found[1].padStart(2, "0") + found[2] : token;
};

for (const form of document.querySelectorAll("form[data-sheet-codes]")) {
  const names = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row.cells[1].textContent]));
  for (const box of form.querySelectorAll("[data-codes]")) {
    const [text, except, list] = ["textarea", "input", ".sheet-names"].map((name) => box.querySelector(name));
    const show = () => {
      const tokens = text.value.split(/[\s,;]+/).filter(Boolean);
      const [wrong, right] = [[], []];
      for (const token of tokens) (names.has(rowOf(token)) ? right : wrong).push(token);
      const line = (said, fault) => {
        const item = document.createElement("li");
        item.textContent = said;
        if (fault) item.dataset.fault = "";
        return item;
      };
      const count = `${except.checked ? form.dataset.absent : form.dataset.many} ${new Set(right.map(rowOf)).size}`;
      list.replaceChildren(
        ...(tokens.length ? [line(count)] : []),
        ...wrong.map((token) => line(`${token}: ${form.dataset.unknown}`, true)),
        ...right.slice(-SHOWN).reverse().map((token) => line(`${token} ${names.get(rowOf(token))}`)),
      );
    };
    text.addEventListener("input", show);
    except.addEventListener("change", show);
    show();
  }
}
