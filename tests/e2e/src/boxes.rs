//! Where things stand on a screen, measured: whether the main action lies in the view with nothing
//! over it, whether anything is cut off or reaches over the side, whether fingers find what can
//! be pressed, with nothing over it. How a thing looks no box can say.

use serde_json::json;

use crate::phone::Phone;
use crate::{Failure, axe};

/// The size of a screen, and of its text.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// Whether the person has set text twice as large.
    pub large_text: bool,
}

/// The phones that people hold: the smallest still sold, three usual ones, and one whose text is
/// twice as large.
pub const PHONES: [Size; 5] = [
    Size { width: 320, height: 640, large_text: false },
    Size { width: 360, height: 640, large_text: false },
    Size { width: 375, height: 553, large_text: false },
    Size { width: 390, height: 844, large_text: false },
    Size { width: 390, height: 844, large_text: true },
];

/// A small laptop, on which the desk is.
pub const LAPTOP: Size = Size { width: 1280, height: 800, large_text: false };

/// Everything on the screen that is not where it belongs, at this size.
pub async fn faults(phone: &Phone, size: Size) -> Result<Vec<String>, Failure> {
    axe::resize(phone, size.width, size.height).await?;
    let asked = vec![json!(size.width), json!(size.height), json!(size.large_text)];
    let found = phone.browser()?.execute_async(FAULTS, asked).await?;
    let found: Vec<String> = serde_json::from_value(found.json().clone())?;
    let text = if size.large_text { ", text at 200 %" } else { "" };
    let at = format!("{}×{}{text}", size.width, size.height);
    Ok(found.into_iter().map(|fault| format!("at {at}: {fault}")).collect())
}

/// Waits for the size, looks from the top of the page and from its end, and puts the text back.
const FAULTS: &str = r#"
const [width, height, large, done] = arguments;
const root = document.documentElement;
root.style.fontSize = large ? '200%' : '';
root.toggleAttribute('data-large-text', large);
const wrong = new Set();

const name = e => {
    const words = (e.getAttribute('aria-label') || e.innerText || e.name || '').replace(/\s+/g, ' ').trim();
    const kind = typeof e.className === 'string' && e.className ? '.' + e.className.split(' ')[0] : '';
    return `${e.tagName.toLowerCase()}${kind}${words ? ` “${words.slice(0, 40)}”` : ''}`;
};
const shown = e => {
    const style = getComputedStyle(e);
    return e.getClientRects().length > 0 && style.visibility !== 'hidden' && !e.closest('.hidden-text, .skip-link');
};
const px = Math.round;

function action(where) {
    for (const e of document.querySelectorAll('.main-action')) {
        if (!shown(e)) continue;
        const box = e.getBoundingClientRect();
        if (box.top < -0.5 || box.left < -0.5 || box.bottom > height + 0.5 || box.right > width + 0.5) {
            wrong.add(`${name(e)} reaches out of the view ${where}: ${px(box.left)},${px(box.top)} to ${px(box.right)},${px(box.bottom)}`);
            continue;
        }
        const inner = 8;
        for (const x of [box.left + inner, (box.left + box.right) / 2, box.right - inner]) {
            for (const y of [box.top + inner, (box.top + box.bottom) / 2, box.bottom - inner]) {
                const over = document.elementFromPoint(x, y);
                if (!over || !e.contains(over)) wrong.add(`${over ? name(over) : 'nothing'} lies over ${name(e)} ${where}`);
            }
        }
    }
}

// An ancestor that cuts what reaches out of it.
const cuts = e => {
    const style = getComputedStyle(e);
    return { x: /hidden|clip/.test(style.overflowX), y: /hidden|clip/.test(style.overflowY) };
};
const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);

function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || !parent || parent.closest('svg, script, style, option') || !shown(parent)) continue;
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(box => box.width > 0);
        if (!boxes.length) continue;
        const left = Math.min(...boxes.map(box => box.left)), right = Math.max(...boxes.map(box => box.right));
        const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom));
        const said = `“${node.data.trim().slice(0, 40)}”`;
        const own = parent.closest('a, button, label, .chip, .tick, .face, .callout, .card, td, th');
        let moved = false;
        for (let e = parent; e && e !== root; e = e.parentElement) {
            if (scrolls(e)) { moved = true; break; }
            const box = e.getBoundingClientRect();
            const cut = cuts(e);
            if (cut.x && (left < box.left - 1 || right > box.right + 1)) wrong.add(`${said} is cut by ${name(e)}`);
            // Lines stand a little out of their box without losing ink.
            if (cut.y && (top < box.top - 6 || bottom > box.bottom + 6)) wrong.add(`${said} is cut in height by ${name(e)}`);
            if (e === own && (left < box.left - 1 || right > box.right + 1)) wrong.add(`${said} reaches out of ${name(e)}`);
            if (getComputedStyle(e).textOverflow === 'ellipsis' && e.scrollWidth > e.clientWidth + 1) wrong.add(`${said} ends in dots`);
        }
        if (!moved && (left < -1 || right > width + 1)) wrong.add(`${said} reaches over the side of the screen`);
    }
    for (const field of document.querySelectorAll('select, input')) {
        if (!shown(field) || field.tagName === 'SELECT' && field.clientWidth === 0) continue;
        const box = field.getBoundingClientRect();
        if (box.left < -1 || box.right > width + 1) wrong.add(`${name(field)} reaches over the side of the screen`);
    }
}

function targets() {
    for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button]')) {
        if (!shown(e) || e.closest('[inert]')) continue;
        // A word in a running text may be as high as its line.
        const label = e.closest('label') || (e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`));
        const pressed = e.matches('[type=checkbox], [type=radio], [type=file]') && label ? label : e;
        const box = pressed.getBoundingClientRect();
        if (box.width < 47.5 || box.height < 47.5) wrong.add(`${name(pressed)} is ${px(box.width)}×${px(box.height)}`);
    }
}

// What a finger meets where something can be pressed. What is said at the foot goes away.
function fingers() {
    for (const e of document.querySelectorAll('a[href], button, select, textarea, summary, label, [role=button]')) {
        if (!shown(e) || !e.checkVisibility() || e.closest('[inert]')) continue;
        e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = e.getClientRects()[0];
        const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (!over || e.contains(over) || over.closest('.toasts')) continue;
        wrong.add(`${name(over)} lies over ${name(e)}`);
    }
}

let turns = 0;
function look() {
    if ((innerWidth !== width || innerHeight !== height) && turns++ < 120) return requestAnimationFrame(look);
    const before = scrollY;
    scrollTo(0, 0);
    action('at the top');
    texts();
    targets();
    if (root.scrollWidth > width) {
        const widest = [...document.querySelectorAll('body *')].filter(shown)
            .filter(e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1).slice(0, 2).map(name);
        wrong.add(`the page scrolls sideways: ${widest.join(', ')}`);
    }
    scrollTo(0, root.scrollHeight);
    action('at the end');
    fingers();
    scrollTo(0, before);
    root.style.fontSize = '';
    root.toggleAttribute('data-large-text', false);
    done([...wrong]);
}
look();
"#;
