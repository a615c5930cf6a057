/** The page at `/dashboard`. */
import { render } from 'preact';
import { askWho } from './api/identity';
import { askAhead } from './overview/use-overview';
import { App } from './shell/app';

void askWho();
askAhead();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
