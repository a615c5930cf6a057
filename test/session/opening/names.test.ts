/** The tables of `names.ts` once more, with what workerd knows of languages, time zones and countries. */
import { describe } from 'vitest';
import { itNamesCountries, itNamesLanguages, itNamesTimeZones } from './names';

describe('a language', itNamesLanguages);
describe('a time zone', itNamesTimeZones);
describe('a country', itNamesCountries);
