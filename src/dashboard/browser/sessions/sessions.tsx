/** Sessions one by one: the list, and one of them. */
import { Master } from '../shell/master';
import { Session } from './session';
import { SessionList } from './session-list';

export function Sessions() {
  return <Master list={<SessionList />} one={(id) => <Session id={id} />} />;
}
