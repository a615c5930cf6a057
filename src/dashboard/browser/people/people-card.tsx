/** A list of leads or tasks, whose status can be changed in it: what is shown before there are rows, and where there are none. */
import type { ComponentChildren } from 'preact';
import type { List } from '../api/use-list';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { ReadOnlyNote } from './status-select';

type PeopleCardProps = {
  list: List<unknown>;
  label: string;
  header: ComponentChildren;
  /** In place of no rows. */
  none: ComponentChildren;
  /** The rows. */
  children: ComponentChildren;
};

export function PeopleCard({ list, label, header, none, children }: PeopleCardProps) {
  const { data, error, isOld } = list;
  return (
    <>
      <FailureNotice error={error} />
      <section class={`card rows ${isOld && data !== null ? 'old' : ''}`} aria-label={label}>
        <header>{header}</header>
        <ReadOnlyNote />
        {data === null && error === null && <p class="empty">Loading …</p>}
        {data?.length === 0 && list.more === null && <div class="empty">{none}</div>}
        {data !== null && data.length > 0 && children}
        <MoreRows list={list} />
      </section>
    </>
  );
}
