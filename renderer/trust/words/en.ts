/** Words about a secure connection, the app on a phone, and watching from elsewhere, in English. */
export const trustWords = {
  title: 'Trust this camera',
  intro:
    'The connection to this camera is encrypted, but this device does not know yet that it is your camera. Once it does, the browser stops warning, and PetLog can be installed as an app.',
  limits: 'The certificate that you add here can vouch only for addresses of your home, for nothing on the internet.',
  choose: 'This device',
  platforms: { apple: 'iPhone, iPad', android: 'Android', computer: 'Computer' },
  downloads: { apple: 'Get the profile', android: 'Get the certificate', computer: 'Get the certificate' },
  steps: {
    apple: [
      'Get the profile with the button below, in Safari, and allow it.',
      'Open the Settings app. At the top, tap “Profile Downloaded”, then “Install”. Compare the fingerprint under “More Details”.',
      'Go to General, About, Certificate Trust Settings, at the very bottom.',
      'Switch on “PetLog at home”.',
    ],
    android: [
      'Get the certificate with the button below.',
      'Open the Settings app and search for “CA certificate”. Usually it is under Security, More, Install from storage.',
      'Tap “CA certificate”, then “Install anyway”, and choose petlog.crt among the downloads.',
    ],
    computer: [
      'Get the certificate with the button below.',
      'Windows: open it, “Install certificate”, Current user, “Trusted Root Certification Authorities”.',
      'Mac: open it, then in Keychain Access set “Trust” to “Always”. Linux: in the settings of the browser, Certificates, Authorities, Import.',
      'Firefox: Settings, Privacy, View Certificates, Authorities, Import.',
    ],
  },
  fingerprintHint: "Compare it with the one on the camera's own screen: menu, then the address. If they differ, stop here.",
  check: 'Check whether it worked',
  checking: 'Checking…',
  worked: 'This device gets a secure answer from the camera.',
  trusted: 'This device trusts the camera.',
  failed: 'Not yet: this device refuses the secure connection. Go through the steps once more.',
  openSecurely: 'Open PetLog securely',
  unknown: 'PetLog does not answer. Try again in a moment.',
  again: 'Try again',
  states: {
    off: 'Secure connections (HTTPS) are switched off on this camera. Watching and recording work all the same; only installing as an app does not.',
    own: 'This camera has a certificate of its own choice. Devices know it already, or its owner has told them.',
    self_signed:
      'This camera still has its first certificate, which phones cannot trust. An admin can change that under More, “On your phone”.',
  },
  otherWays: 'Other ways',
  otherWaysList: [
    'Tailscale gives the camera a name with a certificate that every device knows, at home and away: run “tailscale serve” on the camera.',
    'A certificate of your own: enter its two files in the configuration of the camera.',
  ],

  app: 'PetLog as an app',
  installed: 'This is the app.',
  appHint: 'An icon beside your other apps; opens at once, without the browser around it.',
  install: 'Install',
  appleHint: 'In Safari: Share, then “Add to Home Screen”.',
  menuHint: 'In the menu of the browser: “Install” or “Add to Home screen”.',
  insecureHint: 'For this, the device has to trust the camera first.',
  stored: 'The files of the app are stored in this browser, never pictures.',
  forget: 'Remove the stored files',
  forgotten: 'The stored files are removed.',
  store: 'Store them again',

  certificate: 'Secure connection',
  trustLink: 'Trust this camera',
  validUntil: (date: string): string => `Devices can trust this home's certificates until ${date}.`,
  switchHint:
    'The certificate in use signs itself, and no phone can trust it. With a certificate of this home they can. Programs and other PetLogs that remember the old one have to be told the new one.',
  switchNow: 'Change to a certificate of this home',
  outside: (names: string): string => `It cannot vouch for ${names}. For that a new one is needed, which each device has to trust anew.`,
  replaceNow: 'Make a new one',
  confirm: 'Really? Each device and program that knows the present certificate is asked again.',
  cancel: 'Cancel',
  changed: 'Done. The new certificate is in use.',
  changeFailed: (reason: string): string => `It was not changed. ${reason}`,

  anywhere: 'Watch from anywhere',
  anywhereHint:
    'PetLog opens no door to the internet. A private network of your own devices leads home from everywhere; who comes through it signs in as at home.',
  tailscale: [
    'Create an account at tailscale.com and install the app on your phone.',
    'On the camera, install Tailscale as its page for Linux says, and run “sudo tailscale up”.',
    'Switch Tailscale on at the phone, switch the Wi-Fi off, and open the address of the camera that the Tailscale app shows, with the port of PetLog.',
  ],
  wireguard: [
    'If your router has WireGuard (many do), set it up there, add the phone, and scan the code with the WireGuard app.',
    'Switch it on at the phone, switch the Wi-Fi off, and open the address of the camera as at home.',
  ],
  tunnelNone: 'The camera itself is in no such network yet. With WireGuard in the router that is as it should be.',
  tunnelThere: (kind: string, address: string): string => `The camera is in ${kind}, as ${address}.`,
  tunnelUsed: (kind: string): string => `It works: this device came through ${kind}.`,
};

export type TrustWords = typeof trustWords;
