/** Why a way along a package to its learner does not close a record. */

export const OF_THE_CLIENT = 'Money is of a client, as their account is, whichever of their learners it is for.';
export const OF_THE_LINE = 'A line is about its own learner; a package for one learner pays for lines about that learner alone.';
