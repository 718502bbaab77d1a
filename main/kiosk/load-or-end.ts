interface End {
  /** Ends the process. */
  exit(code: number): void;
  tell(line: string): void;
}

/**
 * Loads the application. Electron shows an error of a module in a box, and runs
 * on without it; nobody presses its button on a screen without a keyboard, and
 * whoever supervises PetLog believes that it works.
 */
export async function loadOrEnd(load: () => Promise<unknown>, { exit, tell }: End): Promise<void> {
  try {
    await load();
  } catch (error) {
    tell(
      `PetLog cannot start, because a part of it cannot be loaded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    exit(1);
  }
}
