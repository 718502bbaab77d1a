/** PetLog itself: health, settings, doctor, measurements. */
import { Health, NoInput } from '../api.ts';
import { Welcome } from '../welcome.ts';
import { Config, ConfigPatch } from '../config.ts';
import { DoctorReport } from '../doctor.ts';
import { json, raw } from './route.ts';

export const systemJsonRoutes = {
  'api.welcome': json({
    method: 'GET',
    path: '/api',
    access: 'none',
    summary: 'Greets, and says where the documentation is.',
    input: NoInput,
    output: Welcome,
    errors: [],
  }),
  'health.get': json({
    method: 'GET',
    path: '/health',
    access: 'none',
    summary: 'Whether everything works; 503 when unhealthy.',
    input: NoInput,
    output: Health,
    errors: [],
  }),
  'settings.get': json({
    method: 'GET',
    path: '/settings',
    access: 'admin',
    summary: 'The whole configuration, secrets hidden.',
    input: NoInput,
    output: Config,
    errors: [],
  }),
  'settings.change': json({
    method: 'PATCH',
    path: '/settings',
    access: 'admin',
    summary: 'Changes settings, applies and saves them; all or nothing.',
    input: ConfigPatch,
    output: Config,
    errors: ['settings_not_saved'],
  }),
  'doctor.get': json({
    method: 'GET',
    path: '/doctor',
    access: 'admin',
    summary: 'Looks at camera, disk, network and the rest of the machine, and says what to do; takes up to seven seconds.',
    input: NoInput,
    output: DoctorReport,
    errors: [],
  }),
} as const;

export const systemRawRoutes = {
  'metrics.get': raw({
    method: 'GET',
    path: '/metrics',
    access: 'viewer',
    summary: 'Measurements in the Prometheus text format.',
    input: NoInput,
    contentType: 'text/plain',
    errors: [],
  }),
  'openapi.get': raw({
    method: 'GET',
    path: '/openapi.json',
    access: 'none',
    summary: 'This document.',
    input: NoInput,
    contentType: 'application/json',
    errors: [],
  }),
} as const;
