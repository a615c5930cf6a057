/** The keys that do something now. */
import { listKeys } from '../state/keys';
import { Dialog } from './dialog';

const SHOWN: Record<string, string> = { Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→' };

export function Help({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close} class="help">
      <dl class="keys">
        {listKeys().map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{SHOWN[key] ?? key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>Open the row, or filter by it</dd>
        </div>
      </dl>
    </Dialog>
  );
}
