/** The page at `/dashboard`. */
import { render } from 'preact';
import { askWho } from './api/identity';
import { App } from './shell/app';

void askWho();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
