/** Words about a secure connection, the app on a phone, and watching from elsewhere, in English. */
export const trustWords = {
  title: 'Trust this camera',
  home: 'Go to PetLog',
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
    off: 'Secure connections (HTTPS) are switched off on this camera. Watching and recording work without them; installing the app and alerts on this device do not.',
    own: 'This camera uses a certificate that its owner chose. Devices trust it already, or its owner knows how they can.',
    self_signed:
      'This camera still has its first certificate, which phones cannot trust. An admin can change that under More, “On your phone”.',
  },
  otherWays: 'Other ways',
  otherWaysList: [
    'Tailscale gives the camera a name and a certificate that every device trusts, at home and away: run “tailscale serve” on the camera.',
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
    'No phone can trust the certificate in use now. Phones can trust one made for this home. Programs and other PetLogs that remember the old one must then be told the new one.',
  switchNow: 'Switch to a certificate for this home',
  outside: (names: string): string => `It cannot vouch for ${names}. That needs a new one, which each device must trust again.`,
  replaceNow: 'Make a new one',
  confirm: 'Are you sure? Each device and program that trusts the present certificate must trust the new one.',
  cancel: 'Cancel',
  changed: 'Done. The new certificate is in use.',
  changeFailed: (reason: string): string => `It was not changed. ${reason}`,

  anywhere: 'Watch from anywhere',
  anywhereHint:
    'PetLog cannot be reached from the internet. A private network (VPN) between your own devices leads home from anywhere; you sign in as you do at home.',
  tailscale: [
    'Create an account at tailscale.com and install the app on your phone.',
    'On the camera, install Tailscale as its page for Linux says, and run “sudo tailscale up”.',
    'Turn on Tailscale on the phone, turn off its Wi-Fi, and open the address of the camera that the Tailscale app shows, with the port of PetLog.',
  ],
  wireguard: [
    'If your router has WireGuard (many do), set it up there, add the phone, and scan the code with the WireGuard app.',
    'Turn it on on the phone, turn off its Wi-Fi, and open the address of the camera as at home.',
  ],
  tunnelNone: 'The camera itself is not in such a network. With WireGuard in the router, that is how it should be.',
  tunnelThere: (kind: string, address: string): string => `The camera is in ${kind}, as ${address}.`,
  tunnelUsed: (kind: string): string => `It works: this device came through ${kind}.`,
};

export type TrustWords = typeof trustWords;
