/** The numbers of a period: what people open the dashboard for. */
import { FailureNotice, Progress } from '../shell/notice';
import { Empty } from './empty';
import { OverTime } from './over-time';
import { Panels } from './panels';
import { Tiles } from './tiles';
import { useOverview } from './use-overview';

export function Overview() {
  const { data, error, isOld, isLoading } = useOverview();
  const isEmpty = data !== null && !isOld && data.summary.sessions === 0;
  return (
    <>
      <Progress isLoading={isLoading} />
      <FailureNotice error={error} />
      <div class={isOld && data !== null ? 'old' : ''}>
        <section class="card" aria-label="Over time">
          <Tiles summary={data?.summary ?? null} />
          {!isEmpty && <OverTime overview={data} />}
        </section>
        {isEmpty ? <Empty /> : <Panels overview={data} />}
      </div>
    </>
  );
}
