import { describe } from 'vitest';
import { itNamesTimeZones } from './names';

describe('a time zone', itNamesTimeZones);
