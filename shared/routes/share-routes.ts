/** Links to single clips: making and ending them, and what they show. */
import { NoInput } from '../api.ts';
import { Removed } from '../access.ts';
import { NewShare, ShareIdInput, ShareInput, ShareList, ShareSecretInput, ShareVideoInput } from '../shares.ts';
import { json, raw } from './route.ts';

export const shareJsonRoutes = {
  'shares.create': json({
    method: 'POST',
    path: '/shares',
    access: 'admin',
    summary: 'Makes a link that shows a recording, or a part of it, to whoever has it, until it ends.',
    input: ShareInput,
    output: NewShare,
    errors: ['event_not_found', 'clip_unavailable', 'recording_not_found', 'recording_in_progress', 'too_many_shares', 'recording_failed'],
    successStatus: 201,
  }),
  'shares.list': json({
    method: 'GET',
    path: '/shares',
    access: 'admin',
    summary: 'What is shared, until when, and how often it was opened.',
    input: NoInput,
    output: ShareList,
    errors: [],
  }),
  'shares.remove': json({
    method: 'DELETE',
    path: '/shares/:id',
    access: 'admin',
    summary: 'Ends a link, and what is being read through it.',
    input: ShareIdInput,
    output: Removed,
    errors: ['share_not_found'],
  }),
} as const;

export const shareRawRoutes = {
  'shares.page': raw({
    method: 'GET',
    path: '/app/s/:secret',
    access: 'none',
    summary: 'The page of a link, for people.',
    input: ShareSecretInput,
    contentType: 'text/html',
    errors: ['share_not_found', 'too_many_attempts'],
  }),
  'shares.video': raw({
    method: 'GET',
    path: '/app/s/:secret/video',
    access: 'none',
    summary: 'The clip of a link, with byte ranges.',
    input: ShareVideoInput,
    contentType: 'video/mp4',
    errors: [
      'share_not_found',
      'too_many_attempts',
      'file_changed',
      'range_not_satisfiable',
      'too_many_downloads',
      'too_many_downloads_from_address',
    ],
  }),
  'shares.picture': raw({
    method: 'GET',
    path: '/app/s/:secret/picture',
    access: 'none',
    summary: 'A picture of the clip; there is none of a part of a recording.',
    input: ShareSecretInput,
    contentType: 'image/jpeg',
    errors: ['share_not_found', 'too_many_attempts', 'picture_unavailable'],
  }),
} as const;
