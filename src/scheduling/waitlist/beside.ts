/** Why the scope of what waits does not look at the learner of an appointment beside it. */
export const OF_THE_WAIT = 'A client waits, not a learner; what came of it is an appointment with a scope of its own.';
