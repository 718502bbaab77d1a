import type { Language } from '../../../shared/languages.ts';
import type { AlertWords } from './alert-words.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';

export const alertWords: Readonly<Record<Language, AlertWords>> = { en, de, fr, es, it, ja };
