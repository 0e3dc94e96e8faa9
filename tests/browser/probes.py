"""What axe cannot see, asked of a page by script: each probe answers a list of faults in words."""

ORDER = """() => {
    const faults = [], heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
    const ones = heads.filter((one) => one.tagName === "H1").length;
    if (ones !== 1) faults.push(`${ones} headings of the first level`);
    let before = 0;
    for (const one of heads) {
        const level = Number(one.tagName[1]);
        if (level > before + 1) faults.push(`h${level} after h${before}: ${one.textContent.trim().slice(0, 40)}`);
        before = level;
    }
    for (const tag of ["main", "body > header", "body > footer"])
        if (document.querySelectorAll(tag).length !== 1) faults.push(`not one ${tag}`);
    const navs = [...document.querySelectorAll("nav")].map((one) => {
        const by = document.getElementById(one.getAttribute("aria-labelledby"));
        return (one.getAttribute("aria-label") ?? by?.textContent ?? "").trim();
    });
    if (navs.includes("") || new Set(navs).size < navs.length) faults.push(`navs are named ${navs.join(" | ")}`);
    for (const one of document.querySelectorAll("[tabindex]"))
        if (one.tabIndex > 0) faults.push(`comes out of order: ${one.outerHTML.slice(0, 80)}`);
    const titles = document.title.split(" · ");
    if (!titles[0].trim()) faults.push("the title begins with nothing");
    return faults;
}"""

# Text in another script than the page's says in what language it is, or that it may be any (names: <bdi>).
TONGUES = """() => {
    const faults = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const arabic = document.documentElement.lang === "ar";
    while (texts.nextNode()) {
        const { data, parentElement: around } = texts.currentNode;
        if (!arabic && /[\\u0600-\\u06ff]/.test(data) && !around.closest("[lang=ar], bdi, [dir=auto], option"))
            faults.push(`Arabic that says so nowhere: ${data.trim().slice(0, 40)}`);
    }
    return faults;
}"""

# WCAG 2.2, 2.5.8: 24 px, or in a sentence, or with so much room around it.
TARGETS = """() => {
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter(seen).filter((one) => !one.closest(".visually-hidden, .skip-link"));
    const boxes = all.map((one) => {
        const label = one.matches("input") ? one.closest("label") ?? one.labels?.[0] : null;
        const box = one.getBoundingClientRect(), wide = label?.getBoundingClientRect() ?? box;
        return { one, width: Math.max(box.width, wide.width), height: Math.max(box.height, wide.height),
                 x: box.x + box.width / 2, y: box.y + box.height / 2, box };
    });
    const small = boxes.filter(({ width, height }) => width < 23.5 || height < 23.5);
    const inText = ({ one }) => getComputedStyle(one).display === "inline"
        && [...one.parentElement.childNodes].some((other) => other !== one && other.textContent.trim());
    const crowded = (me) => boxes.some((you) => {
        if (you.one === me.one || you.one.contains(me.one) || me.one.contains(you.one)) return false;
        const dx = Math.max(you.box.left - me.x, 0, me.x - you.box.right);
        const dy = Math.max(you.box.top - me.y, 0, me.y - you.box.bottom);
        const near = small.includes(you) ? Math.hypot(you.x - me.x, you.y - me.y) < 23.5 : false;
        return Math.hypot(dx, dy) < 11.5 || near;
    });
    return small.filter((me) => !inText(me) && crowded(me)).map(({ one, width, height }) =>
        `${Math.round(width)}×${Math.round(height)} px is small: ${one.outerHTML.slice(0, 100)}`);
}"""

# One of each kind of control, with the keyboard on it: there is an outline around it or its label.
FOCUS = """() => {
    const faults = [], known = new Set(), start = document.activeElement;
    const shown = (one, part) => {
        const style = getComputedStyle(one, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    for (const one of document.querySelectorAll(controls)) {
        const part = one.closest("footer, header, nav")?.tagName;
        const kind = [one.tagName, one.type, one.className, one.parentElement.className, part].join();
        if (known.has(kind) || !seen(one) || one.disabled) continue;
        known.add(kind);
        one.focus({ focusVisible: true, preventScroll: true });
        if (document.activeElement !== one) continue;
        if (!shown(one) && !shown(one, "::after") && !shown(one.closest("label") ?? one))
            faults.push(`no focus is seen on ${one.outerHTML.slice(0, 100)}`);
    }
    start?.focus?.();
    document.activeElement?.blur?.();
    return faults;
}"""

STILL = """() => [...document.querySelectorAll("*")].filter((one) => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
    const longest = (list) => Math.max(...list.split(",").map(parseFloat));
    return (animationName !== "none" && longest(animationDuration) > 0.01) || longest(transitionDuration) > 0.01;
}).map((one) => `moves: ${one.outerHTML.slice(0, 80)}`).slice(0, 3)"""

WORDS = """() => [...document.querySelector("main").innerText.matchAll(/[\\p{L}\\p{N}]+/gu)]
    .map(([word]) => word.toLowerCase())"""

# WCAG 1.4.12, as a style sheet that a reader would bring along.
SPACE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
UNSPACE = "() => { document.adoptedStyleSheets = []; }"

# At the width that is open: nothing beside the screen, and no text cut off.
FITS = """() => {
    const faults = [], over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) faults.push(`${over} px beside the screen`);
    for (const one of document.querySelectorAll("main *, header *, footer *")) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(one);
        if (clipPath !== "none" || !seen(one) || one.closest(".visually-hidden, svg")) continue;
        const cuts = (how) => ["hidden", "clip"].includes(how), around = one.getBoundingClientRect();
        const lost = [...one.querySelectorAll("*")].filter(seen).map((other) => other.getBoundingClientRect())
            .some((box) => (cuts(overflowX) && (box.left < around.left - 2 || box.right > around.right + 2))
                || (cuts(overflowY) && box.bottom > around.bottom + 2));
        const alone = !one.children.length && !one.matches("input, select, textarea"); // in a field one moves on
        const own = alone && ((cuts(overflowX) && one.scrollWidth > one.clientWidth + 2)
            || (cuts(overflowY) && one.scrollHeight > one.clientHeight + 2));
        if (lost || own) faults.push(`cut off: ${one.outerHTML.slice(0, 100)}`);
    }
    return faults;
}"""

SEEN = """() => {
    window.seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
}"""
