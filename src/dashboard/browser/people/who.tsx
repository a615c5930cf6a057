/** A visitor, or who they have said they are; with a link to their page. */
import { hrefOf, viewAt } from '../state/place';

type WhoProps = {
  visitorId: string;
  leadId: string | null;
  nameOf: (leadId: string) => string;
};

export function Who({ visitorId, leadId, nameOf }: WhoProps) {
  if (leadId === null)
    return (
      <a
        class="plain id"
        title={`Visitor ${visitorId}`}
        href={hrefOf(viewAt('visitors', visitorId))}
      >
        {visitorId.slice(0, 8)}
      </a>
    );
  return (
    <a class="plain lead" title={nameOf(leadId)} href={hrefOf(viewAt('leads', leadId))}>
      {nameOf(leadId)}
    </a>
  );
}
