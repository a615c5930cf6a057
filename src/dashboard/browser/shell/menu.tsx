/** A button that opens something under it. Escape, a click elsewhere and what is chosen close it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

type MenuProps = {
  /** Of the button: what is read out, where `face` is no text. */
  label?: string;
  face: ComponentChildren;
  /** What it opens; `close` ends it. */
  children: (close: () => void) => ComponentChildren;
  /** On which side of the button it is flush. */
  side?: 'start' | 'end';
  class?: string;
  /** Opens it from elsewhere, each time that it grows. */
  opened?: number;
};

export function Menu({
  label,
  face,
  children,
  side = 'start',
  class: kind,
  opened = 0,
}: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (opened > 0) setOpen(true);
  }, [opened]);
  useEffect(() => {
    if (!isOpen) return;
    const first = box.current?.querySelector<HTMLElement>(
      '.sheet :is([aria-current], [aria-checked="true"], button, a, input, select)',
    );
    first?.focus({ preventScroll: true });
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape within it closes it, wherever the focus is
    <div
      ref={box}
      class={`menu ${kind ?? ''}`}
      onKeyDown={(event) => {
        if (!isOpen || event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-haspopup="true"
        aria-label={label}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && <div class={`sheet ${side}`}>{children(close)}</div>}
    </div>
  );
}
