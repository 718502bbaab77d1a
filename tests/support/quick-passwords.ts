import { Passwords } from '../../main/access/passwords.ts';

/** For tests that look at what becomes of passwords and PINs: a guess at those that PetLog stores takes half a second of the processor. */
export const quickPasswords = (): Passwords => new Passwords({ N: 16, r: 8, p: 1 });
