import { describe, expect, test } from 'vitest';
import { loadDoctorReasons } from '../../../renderer/state/doctor-reasons.ts';
import { describeFinding } from '../../../renderer/state/doctor-words.ts';
import { de as deText } from '../../../renderer/text/de.ts';
import { doctorFindings } from '../../../renderer/text/doctor-findings.ts';
import { en as enText } from '../../../renderer/text/en.ts';
import { Config } from '../../../shared/config.ts';
import { doctorEnglish } from '../../../shared/doctor-english.ts';
import { sayInLanguage, sentence, type DoctorSentence } from '../../../shared/doctor-sentence.ts';
import type { DoctorResult } from '../../../shared/doctor.ts';

const { de, ja } = { de: await doctorFindings.de(), ja: await doctorFindings.ja() };
const finding = (summary: readonly DoctorSentence[], advice: readonly DoctorSentence[] = []) => ({
  summary: sayInLanguage(summary, doctorEnglish, 'en'),
  advice: advice.length === 0 ? null : sayInLanguage(advice, doctorEnglish, 'en'),
  summary_parts: summary,
  advice_parts: advice,
});

const asResult = (found: ReturnType<typeof finding>): DoctorResult => ({ name: 'alerts', status: 'warning', ...found });

describe('what the doctor found', () => {
  test('is said in the language of the reader, with numbers as there', () => {
    const warm = finding([sentence('temperature', { degrees: 82.54 }), sentence('temperature_too_hot')], [sentence('heat_advice')]);
    expect(warm.summary).toBe('The processor is at 82.5 °C. It slows down to protect itself.');
    expect(describeFinding(warm, de, 'de-AT')).toEqual({
      summary: 'Der Prozessor hat 82,5 °C. Er wird langsamer, um sich zu schützen.',
      advice: 'Für Luft sorgen: Kühlkörper oder Lüfter, ein offeneres Gehäuse und keine Sonne.',
    });
    expect(describeFinding(warm, ja, 'ja').summary).toBe('プロセッサーの温度は 82.5 °Cです。保護のために速度を落としています。');
    expect(describeFinding(finding([sentence('port_free', { port: 8000 })]), de, 'de')).toEqual({
      summary: 'Port 8000 ist frei.',
      advice: null,
    });
  });

  test('has words of PetLog in its place, and leaves values as they are', () => {
    const databases = finding([sentence('databases_fine', { databases: ['recordings', 'access'] })]);
    expect(databases.summary).toBe('In order: recordings, devices and people.');
    expect(describeFinding(databases, ja, 'ja').summary).toBe('正常：録画、デバイスとユーザー。');
    expect(describeFinding(finding([sentence('camera_device', { path: '/dev/{pid}$&' })]), de, 'de').summary).toBe(
      'Die Kamera ist /dev/{pid}$&.',
    );
  });

  test('has the reasons that other pages have words for in the language of the reader', async () => {
    const alerts = finding([
      sentence('alerts_dead', { name: 'Mail', reason: 'there is no mail.example on the network.' }),
      sentence('alerts_dead', { name: 'Telegram', reason: 'Nobody has words for this.' }),
    ]);
    const sound = finding([sentence('microphone_camera_unusable', { reason: 'ended its sound' })]);
    const other = finding([sentence('not_seen', { reason: 'EIO: the camera ended its sound' })]);
    const say = await loadDoctorReasons([alerts, sound].map(asResult), 'de', deText);
    expect(describeFinding(alerts, de, 'de', say).summary).toBe(
      'Benachrichtigungen kommen nicht an bei Mail: mail.example gibt es im Netzwerk nicht. Die Adresse prüfen. ' +
        'Benachrichtigungen kommen nicht an bei Telegram: Nobody has words for this.',
    );
    expect(describeFinding(sound, de, 'de', say).summary).toBe(
      'Der Ton ist an, aber es ist nichts zu hören: Die Kamera sendet keinen Ton mehr.',
    );
    expect(describeFinding(other, de, 'de', say).summary).toContain('EIO: the camera ended its sound');
    const english = await loadDoctorReasons([alerts, sound].map(asResult), 'en', enText);
    expect(describeFinding(sound, doctorEnglish, 'en', english).summary).toBe(sound.summary);
    expect(describeFinding(alerts, doctorEnglish, 'en', english).summary).toBe(alerts.summary);
  });

  test('stays English where a newer PetLog says what the page does not know', () => {
    const unknown = {
      ...finding([sentence('heat_advice')]),
      summary: 'Something new.',
      summary_parts: [{ code: 'toString', values: {} }] as unknown as DoctorSentence[],
    };
    expect(describeFinding(unknown, de, 'de').summary).toBe('Something new.');
  });
});

test.each(Object.entries(doctorFindings))('the sentences in %s have the values of the English ones', async (_language, load) => {
  const findings = await load();
  const namesIn = (template: string): string[] => [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
  const namesOf = (sentences: Readonly<Record<string, string>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(sentences).map(([code, template]) => [code, namesIn(template)]));
  expect(namesOf(findings.sentences)).toEqual(namesOf(doctorEnglish.sentences));
});

test.each(Object.entries(doctorFindings))('what was found is said in %s without keys of the configuration', async (_language, load) => {
  const { sentences } = await load();
  const keys = new RegExp(`\\b(${Object.keys(Config.shape).join('|')})\\.[a-z_]+|\\{(key|setting)\\}`);
  // A private key and a saved setting are no keys of sentences; what can only be written into the file is named in advice.
  const findings = Object.entries(sentences).filter(
    ([code]) => !code.endsWith('_advice') && code !== 'certificate_other_key' && code !== 'configuration_setting_unused',
  );
  expect(findings.filter(([, template]) => keys.test(template))).toEqual([]);
});
