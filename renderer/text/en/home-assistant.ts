/** Words of the page about Home Assistant and MQTT, in English. Loaded with it. */
export const homeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'Broker',
    hint: 'PetLog tells an MQTT broker what happens. Home Assistant finds it there by itself.',
    add: 'Add a broker',
  },
  none: 'No broker yet. In Home Assistant, install the add-on “Mosquitto broker”; enter its address here, with the name and password of a Home Assistant user.',
  what: 'What it brings',
  cameras: 'The last picture and motion of each camera, and who is there',
  pets: 'Where each pet is, when it was last seen, and how often it came today',
  switches: 'Switches for recording, privacy and who is home, and buttons that snooze alerts',
  problems: 'What is wrong, and how much space is left',
  live: 'Live picture',
  liveHint:
    'In Home Assistant: Settings, Devices & services, Add integration, “MJPEG IP Camera”. Enter this address, any user name, and a token that may watch as the password.',
  addressOf: (camera: string): string => `Address of ${camera}`,
  copy: 'Copy the address',
  tokens: 'Create a token',
  failed: (reason: string): string => `This page could not be shown. ${reason}`,
};

export type HomeAssistantWords = typeof homeAssistantWords;
