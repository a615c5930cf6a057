import { describe } from 'vitest';
import { itNamesLanguages } from './names';

describe('a language', itNamesLanguages);
