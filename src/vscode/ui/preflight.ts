import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import { t } from './l10n';
import {
  differencesText,
  filesText,
  headerText,
  methodText,
  previewText,
  sizeText,
  wayText,
  type UploadPlan,
} from './uploadPlan';

/** A line of the plan; `change` gives the plan that choosing it makes, undefined where it only tells. */
interface PlanItem extends vscode.QuickPickItem {
  readonly id: 'upload' | 'method' | 'header' | 'differences';
  readonly change?: (plan: UploadPlan) => UploadPlan;
}

/**
 * Shows what an upload is going to do, in one step: Enter goes on, and the lines below change it.
 * @throws CancelledError
 */
export async function confirmPlan(plan: UploadPlan): Promise<UploadPlan> {
  const disposables = new DisposableStore();
  const picker = disposables.add(vscode.window.createQuickPick<PlanItem>());
  const { stream } = plan;
  picker.title = stream.name
    ? t('Upload to {0} (stream {1})', stream.name, stream.id)
    : t('Upload to stream {0}', stream.id);
  picker.placeholder = t('Press Enter to upload, or choose a line to change it');
  const session = new PlanSession(picker, plan);
  try {
    return await new Promise((resolve, reject) => {
      disposables.add(picker.onDidAccept(() => session.accept(resolve)));
      disposables.add(picker.onDidHide(() => reject(new CancelledError())));
      picker.show();
    });
  } finally {
    disposables.dispose();
  }
}

class PlanSession {
  constructor(
    private readonly picker: vscode.QuickPick<PlanItem>,
    private plan: UploadPlan,
  ) {
    this.#show('upload');
  }

  accept(confirmed: (plan: UploadPlan) => void): void {
    const [item] = this.picker.activeItems;
    if (item?.id === 'upload') confirmed(this.plan);
    else if (item?.change) {
      this.plan = item.change(this.plan);
      this.#show(item.id);
    }
  }

  #show(activeId: PlanItem['id']): void {
    this.picker.value = '';
    this.picker.items = itemsOf(this.plan);
    this.picker.activeItems = this.picker.items.filter(({ id }) => id === activeId);
  }
}

function itemsOf(plan: UploadPlan): PlanItem[] {
  const { stream, updateMethod, inspections } = plan;
  const differences = differencesText(plan);
  const isHeaderAsked = inspections.some(({ isHeaderCertain }) => !isHeaderCertain);
  return [
    {
      id: 'upload',
      label: `$(cloud-upload) ${t('Upload {0}', filesText(plan))}`,
      description: sizeText(plan),
      detail: wayText(plan),
    },
    {
      id: 'method',
      label: `$(database) ${updateMethod}`,
      description: updateMethod === stream.updateMethod ? t('the stream’s own method') : '',
      detail: methodText(plan),
      change: changeMethod,
    },
    ...(isHeaderAsked ? [headerItem(plan)] : []),
    ...(differences
      ? [
          {
            id: 'differences' as const,
            label: `$(warning) ${t('Other column names than in the stream')}`,
            detail: t('Columns go by their order. {0}', differences),
          },
        ]
      : []),
  ];
}

function headerItem(plan: UploadPlan): PlanItem {
  return {
    id: 'header',
    label: `$(symbol-field) ${headerText(plan)}`,
    detail: previewText(plan),
    change: changeHeader,
  };
}

/** Another method, such as UPSERT with its key, only a stream has that is set so. */
function changeMethod(plan: UploadPlan): UploadPlan {
  const own = plan.stream.updateMethod ?? 'APPEND';
  const methods = [...new Set([own, 'REPLACE', 'APPEND'])];
  const next = methods[(methods.indexOf(plan.updateMethod) + 1) % methods.length];
  return { ...plan, updateMethod: next ?? own };
}

/** As detected, then the one and the other for all files; with one file, only what it isn't taken for. */
function changeHeader(plan: UploadPlan): UploadPlan {
  const detected = new Set(plan.inspections.map(({ headerDetected }) => headerDetected));
  const choices = detected.size > 1 ? [undefined, true, false] : [undefined, !detected.has(true)];
  const next = choices[(choices.indexOf(plan.hasHeader) + 1) % choices.length];
  return { ...plan, hasHeader: next };
}
