/** Something to copy, with a button that does. */
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon';

export function CopyLine({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The clipboard is for secure pages only: then it is ready to be copied by hand.
      if (code.current !== null) getSelection()?.selectAllChildren(code.current);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="line">
      <code ref={code}>{text}</code>
      <button type="button" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'copy'} />
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
