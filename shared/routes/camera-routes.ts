/** The cameras themselves. */
import { NoInput } from '../api.ts';
import {
  CameraChangeInput,
  CameraIdInput,
  CameraInfo,
  CameraInput,
  CameraList,
  CameraRemoved,
  CameraSourceList,
  CameraTestOutput,
} from '../cameras.ts';
import { json } from './route.ts';

export const cameraJsonRoutes = {
  'cameras.list': json({
    method: 'GET',
    path: '/cameras',
    access: 'viewer',
    summary: 'Every camera, in the order that people gave them.',
    input: NoInput,
    output: CameraList,
    errors: [],
  }),
  'cameras.sources': json({
    method: 'GET',
    path: '/cameras/sources',
    access: 'admin',
    summary:
      'Cameras that could be added: camera modules, USB cameras, ONVIF cameras and other PetLogs on the network; takes up to five seconds.',
    input: NoInput,
    output: CameraSourceList,
    errors: [],
  }),
  'cameras.test': json({
    method: 'POST',
    path: '/cameras/test',
    access: 'admin',
    summary: 'Tries a camera for at most ten seconds, and keeps nothing of it.',
    input: CameraInput,
    output: CameraTestOutput,
    errors: [],
  }),
  'cameras.get': json({
    method: 'GET',
    path: '/cameras/:id',
    access: 'viewer',
    summary: 'One camera.',
    input: CameraIdInput,
    output: CameraInfo,
    errors: ['camera_not_found'],
  }),
  'cameras.add': json({
    method: 'POST',
    path: '/cameras',
    access: 'admin',
    summary: 'Adds a camera.',
    input: CameraInput,
    output: CameraInfo,
    successStatus: 201,
    errors: ['camera_exists', 'device_in_use', 'settings_not_saved'],
  }),
  'cameras.change': json({
    method: 'PATCH',
    path: '/cameras/:id',
    access: 'admin',
    summary: 'Changes or moves a camera, without dropping its viewers.',
    input: CameraChangeInput,
    output: CameraInfo,
    errors: ['camera_not_found', 'device_in_use', 'settings_not_saved'],
  }),
  'cameras.remove': json({
    method: 'DELETE',
    path: '/cameras/:id',
    access: 'admin',
    summary: 'Removes a camera; its recordings stay.',
    input: CameraIdInput,
    output: CameraRemoved,
    errors: ['camera_not_found', 'default_camera', 'camera_configured', 'settings_not_saved'],
  }),
} as const;
