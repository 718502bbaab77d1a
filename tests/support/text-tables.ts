import { de } from '../../renderer/text/de.ts';
import { en, type Text } from '../../renderer/text/en.ts';
import { es } from '../../renderer/text/es.ts';
import { fr } from '../../renderer/text/fr.ts';
import { it } from '../../renderer/text/it.ts';
import { ja } from '../../renderer/text/ja.ts';
import type { Language } from '../../renderer/text/languages.ts';

/** The words of every language. */
export const textTables: Readonly<Record<Language, Text>> = { en, de, fr, es, it, ja };
