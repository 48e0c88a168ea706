import type { WhyNotAnswer } from './why-not.dto.js';
import type { FoundObstacle } from './why-not.service.js';

/** The obstacles as the API tells of them. */
export function toWhyNotAnswer(obstacles: readonly FoundObstacle[]): WhyNotAnswer {
  return {
    free: obstacles.length === 0,
    obstacles: obstacles.map((one) => ({
      code: one.code,
      path: one.path,
      message: one.message,
      name: one.name,
      startTime: one.startTime?.toISOString() ?? null,
      endTime: one.endTime?.toISOString() ?? null,
      appointmentId: one.appointmentId,
      title: one.title,
    })),
  };
}
