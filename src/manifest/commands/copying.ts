import { returning, type MenuPlace } from '../command';
import { onRow } from '../conditions';
import { at, execution, row } from '../parts';

/** The commands that copy what names a stream or an execution, or open its page. */
export const copyCommands = {
  'copy.id': returning<string>()({ actsOn: 'selection', fields: execution, places: copied('1@2') }),
  'copy.name': returning<string>()({
    actsOn: 'selection',
    fields: execution,
    places: copied('1@1'),
  }),
  'copy.dataSetId': returning<string>()({
    actsOn: 'selection',
    fields: execution,
    places: copied('1@3'),
  }),
  'copy.url': returning<string>()({
    actsOn: 'selection',
    fields: execution,
    places: copied('2@1'),
  }),
  'copy.curl': returning<string>()({
    actsOn: 'selection',
    fields: execution,
    places: copied('2@2'),
  }),
  'copy.link': returning<string>()({
    actsOn: 'selection',
    fields: execution,
    places: copied('2@3'),
  }),
  openInDomo: returning<string>()({
    fields: execution,
    icon: 'link-external',
    places: [
      row(onRow('connection', 'inDomo'), '4_domo@1'),
      row(onRow('stream', 'inDomo'), '1_open@3'),
      row(onRow('execution', 'inDomo'), '1_open@3'),
    ],
  }),
} as const;

function copied(group: string): readonly MenuPlace[] {
  return [at('domoStreams.copy', 'viewItem =~ /^(stream|execution)\\b/', group)];
}
