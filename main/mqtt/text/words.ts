import type { Language } from '../../../shared/languages.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { HomeWords } from './home-words.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';

export const homeWords: Readonly<Record<Language, HomeWords>> = { en, de, fr, es, it, ja };
