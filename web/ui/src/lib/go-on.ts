// A search over much gives what it has after a while, which may be nothing yet. Nobody should have to ask again then.

// Back over some twenty years at least.
const MOST_ROUNDS = 100;

// Takes `step` again and again while it says that there is nothing yet and more to look through.
export async function goOn(step: () => Promise<boolean>): Promise<void> {
  for (let rounds = 0; rounds < MOST_ROUNDS; ++rounds) if (!(await step())) return;
}
