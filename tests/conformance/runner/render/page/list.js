// A list of any length of which only what can be seen is in the page. It is one stop in the order of tabs; its rows are
// options, of which one is active.

const rowHeight = 52;

class CaseList {
    constructor(box, space, {describe, onopen}) {
        this.box = box;
        this.space = space;
        this.describe = describe;
        this.onopen = onopen;
        this.rows = [];
        this.active = 0;
        this.opened = null;
        box.addEventListener('scroll', () => this.draw());
        new ResizeObserver(() => this.draw()).observe(box);
        space.addEventListener('click', (event) => {
            const option = event.target.closest('[role=option]');
            if (!option) return;
            this.move(Number(option.dataset.row));
            this.onopen(this.rows[this.active]);
        });
    }

    /** Shows these rows; the one that was active stays so if it is still there. */
    show(rows) {
        const before = this.rows[this.active];
        this.rows = rows;
        this.active = Math.max(0, rows.indexOf(before));
        this.space.style.height = `${rows.length * rowHeight}px`;
        this.box.scrollTop = 0;
        this.reveal();
        this.draw();
    }

    move(row) {
        if (this.rows.length === 0) return;
        this.active = Math.min(Math.max(row, 0), this.rows.length - 1);
        this.reveal();
        this.draw();
    }

    reveal() {
        const top = this.active * rowHeight;
        const {scrollTop, clientHeight} = this.box;
        if (top < scrollTop) this.box.scrollTop = top;
        if (top + rowHeight > scrollTop + clientHeight) this.box.scrollTop = top + rowHeight - clientHeight;
    }

    /** Keys that move the active row or open it; true if this was one of them. */
    key(key) {
        const page = Math.max(1, Math.floor(this.box.clientHeight / rowHeight) - 1);
        const steps = {
            j: 1,
            k: -1,
            ArrowDown: 1,
            ArrowUp: -1,
            PageDown: page,
            PageUp: -page,
            Home: -Infinity,
            End: Infinity,
        };
        if (key in steps) this.move(this.active + steps[key]);
        else if (key === 'Enter' && this.rows.length) this.onopen(this.rows[this.active]);
        else return false;
        return true;
    }

    draw() {
        const first = Math.max(0, Math.floor(this.box.scrollTop / rowHeight) - 4);
        const last = Math.min(this.rows.length, first + Math.ceil(this.box.clientHeight / rowHeight) + 8);
        const options = [];
        for (let row = first; row < last; ++row) options.push(this.option(row));
        // The active option is always there, so that it can be named.
        if (this.rows.length && (this.active < first || this.active >= last)) options.push(this.option(this.active));
        this.space.replaceChildren(...options);
        if (this.rows.length) this.box.setAttribute('aria-activedescendant', `option-${this.active}`);
        else this.box.removeAttribute('aria-activedescendant');
    }

    option(row) {
        const index = this.rows[row];
        const option = el(
            'div',
            {
                role: 'option',
                id: `option-${row}`,
                'data-row': row,
                'aria-selected': String(row === this.active),
                'aria-setsize': this.rows.length,
                'aria-posinset': row + 1,
                class: index === this.opened ? 'opened' : null,
            },
            this.describe(index),
        );
        option.style.top = `${row * rowHeight}px`;
        option.style.height = `${rowHeight}px`;
        return option;
    }
}
