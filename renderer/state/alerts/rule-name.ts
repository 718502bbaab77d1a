import { alertWords as english, type AlertWords } from '../../text/en/alerts.ts';

/** What a rule is called: those that were there from the beginning in the language of the page, as long as nobody named them. */
export function ruleName(name: string, { rules }: Pick<AlertWords, 'rules'>): string {
  const { seen, trouble } = english.rules.firstNames;
  return name === seen ? rules.firstNames.seen : name === trouble ? rules.firstNames.trouble : name;
}

/** What is kept of the name that a form shows: who left it as it was has not named the rule. */
export const keptRuleName = (shown: string, kept: string, words: Pick<AlertWords, 'rules'>): string =>
  shown === ruleName(kept, words) ? kept : shown;
