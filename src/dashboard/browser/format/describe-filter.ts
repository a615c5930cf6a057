/** What a filter says, in words. Pure. */
import { FILTERS, type FilterName, readFilter } from '../state/filters';
import { nameValue } from './names';

export type Description = {
  relation: 'is' | 'is not' | 'contains' | 'does not contain';
  values: string;
};

/** One that the API would refuse is shown as it is. */
export function describeFilter(name: FilterName, filter: string): Description {
  if (FILTERS[name].kind === 'least') return { relation: 'is', values: nameValue(name, filter) };
  const match = readFilter(filter);
  if (match === null) return { relation: 'is', values: filter };
  const { not, values, parts, orMissing } = match;
  const isOfParts = parts.length > 0 && values.length === 0;
  const named = [
    ...values.map((value) => nameValue(name, value)),
    ...parts.map((part) => (isOfParts ? `“${part}”` : `… ${part} …`)),
    ...(orMissing ? [nameValue(name, null).toLowerCase()] : []),
  ];
  return { relation: relationOf(not, isOfParts), values: named.join(' or ') };
}

function relationOf(not: boolean, isOfParts: boolean): Description['relation'] {
  if (isOfParts) return not ? 'does not contain' : 'contains';
  return not ? 'is not' : 'is';
}
