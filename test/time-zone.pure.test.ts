import { describe } from 'vitest';
import { itNamesTimeZones } from './session/opening/names';

describe('a time zone', itNamesTimeZones);
