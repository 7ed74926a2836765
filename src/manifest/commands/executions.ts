import { choiceField } from '../../base/arguments';
import type { JsonObject } from '../../base/json';
import type { AbortedExecutions } from '../../executions/abortedExecutions';
import { updateMethods } from '../../domo/api/model';
import { returning } from '../command';
import { onRow } from '../conditions';
import { anyExecution, anyStream, confirmed, execution, row, stream } from '../parts';

/** The commands for executions. */
export const executionCommands = {
  'stream.run': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: { ...stream, updateMethod: choiceField(updateMethods), ...confirmed },
    icon: 'play',
    places: [
      row(onRow('stream', 'writable', 'connector'), 'inline@1'),
      row(onRow('stream', 'writable'), '2_feed@2'),
    ],
  }),
  'stream.history': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: stream,
    icon: 'graph',
    places: [row(anyStream, 'inline@2'), row(anyStream, '1_open@2')],
  }),
  'stream.abortAll': returning<AbortedExecutions>()({
    fields: { ...stream, ...confirmed },
    icon: 'debug-stop',
    places: [row(onRow('stream', 'writable', 'running'), '2_feed@3')],
  }),
  'execution.delete': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: { ...execution, ...confirmed },
    icon: 'trash',
    places: [row(onRow('execution', 'writable'), '9_delete@1')],
  }),
  'execution.commit': returning<JsonObject>()({
    fields: { ...execution, ...confirmed },
    icon: 'check',
    places: [row(onRow('execution', 'running', 'writable'), '2_end@2')],
  }),
  'execution.abort': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: { ...execution, ...confirmed },
    icon: 'debug-stop',
    places: [
      row(onRow('execution', 'running', 'writable'), 'inline@2'),
      row(onRow('execution', 'running', 'writable'), '2_end@3'),
    ],
  }),
  'execution.details': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: execution,
    icon: 'info',
    places: [row(anyExecution, 'inline@1'), row(anyExecution, '1_open@2')],
  }),
  'execution.notify': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: execution,
    icon: 'bell',
    places: [row(onRow('execution', 'running'), '2_end@1')],
  }),
} as const;
