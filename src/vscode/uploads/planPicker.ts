import type * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import { encodingNames } from '../../uploads/formats/recipe';
import type { Inspection } from '../../uploads/plan/inspect';
import { t } from '../../base/l10n';
import { createPick, pick, setItems, type PickItem } from '../shell/quickInput';
import {
  differencesText,
  filesText,
  headerText,
  isHeaderGuessed,
  isHeaderOpen,
  methodText,
  previewText,
  sizeText,
  uncertainFile,
  wayText,
  wordsText,
  type UploadPlan,
} from '../../uploads/plan/planTexts';

/** A line of the plan; `change` gives the plan that choosing it makes, undefined where it only tells. */
interface PlanItem extends PickItem {
  readonly id: 'upload' | 'method' | 'header' | 'encoding' | 'differences';
  readonly change?: (plan: UploadPlan) => UploadPlan | Promise<UploadPlan>;
}

/** Asks for the encoding of the file at `path`, and looks at all that are not Unicode again. */
export type ReadAgain = (path: string) => Promise<readonly Inspection[]>;

/**
 * Shows what an upload is going to do, in one step: Enter goes on, and the lines below change it.
 * @throws CancelledError
 */
export async function confirmPlan(plan: UploadPlan, readAgain: ReadAgain): Promise<UploadPlan> {
  const disposables = new DisposableStore();
  const { stream } = plan;
  const title = stream.name
    ? t('Upload to {0} (stream {1})', stream.name, stream.id)
    : t('Upload to stream {0}', stream.id);
  const placeHolder = t('Press Enter to upload, or choose a line to change it');
  const picker = disposables.add(createPick<PlanItem>(title, placeHolder));
  const session = new PlanSession(picker, plan, readAgain);
  try {
    return await new Promise((resolve, reject) => {
      disposables.add(picker.onDidAccept(() => void session.accept(resolve).catch(reject)));
      disposables.add(
        picker.onDidHide(() => {
          if (!session.isAsking) reject(new CancelledError());
        }),
      );
      picker.show();
    });
  } finally {
    disposables.dispose();
  }
}

class PlanSession {
  /** Whether something else is asked in the place of the plan. */
  isAsking = false;

  constructor(
    private readonly picker: vscode.QuickPick<PlanItem>,
    private plan: UploadPlan,
    private readonly readAgain: ReadAgain,
  ) {
    this.#show('upload');
  }

  async accept(confirmed: (plan: UploadPlan) => void): Promise<void> {
    const [item] = this.picker.activeItems;
    // What nothing speaks for is never decided by a key that was pressed to upload.
    const change = item?.id === 'upload' && isHeaderOpen(this.plan) ? askHeader : item?.change;
    if (item && change) {
      this.isAsking = true;
      this.plan = await this.#changed(change);
      this.isAsking = false;
      this.#show(item.id);
      this.picker.show();
    } else if (item?.id === 'upload') confirmed(this.plan);
  }

  /** The plan as it is where what is asked for it is cancelled. */
  async #changed(change: NonNullable<PlanItem['change']>): Promise<UploadPlan> {
    try {
      return await change(this.plan);
    } catch (error) {
      if (isCancelled(error)) return this.plan;
      throw error;
    }
  }

  #show(activeId: PlanItem['id']): void {
    this.picker.value = '';
    setItems(this.picker, itemsOf(this.plan, this.readAgain));
    this.picker.activeItems = this.picker.items.filter(({ id }) => id === activeId);
  }
}

function itemsOf(plan: UploadPlan, readAgain: ReadAgain): PlanItem[] {
  const { stream, updateMethod, inspections } = plan;
  const isHeaderAsked = inspections.some(({ headerCertainty }) => headerCertainty !== 'fixed');
  return [
    {
      id: 'upload',
      icon: 'cloud-upload',
      label: t('Upload {0}', filesText(plan)),
      description: sizeText(plan),
      detail: wayText(plan),
    },
    {
      id: 'method',
      icon: 'database',
      label: updateMethod,
      description: updateMethod === stream.updateMethod ? t('the stream’s own method') : '',
      detail: methodText(plan),
      change: changeMethod,
    },
    ...(isHeaderAsked ? [headerItem(plan)] : []),
    ...encodingItems(plan, readAgain),
    ...differencesItems(plan),
  ];
}

function headerItem(plan: UploadPlan): PlanItem {
  if (isHeaderOpen(plan))
    return {
      id: 'header',
      icon: 'question',
      label: t('Is the first line a header?'),
      description: t('select to choose'),
      detail: previewText(plan),
      change: askHeader,
    };
  return {
    id: 'header',
    icon: isHeaderGuessed(plan) ? 'question' : 'symbol-field',
    label: headerText(plan),
    description: isHeaderGuessed(plan) ? t('probably; select to change') : '',
    detail: previewText(plan),
    change: changeHeader,
  };
}

function differencesItems(plan: UploadPlan): PlanItem[] {
  const differences = differencesText(plan);
  if (!differences) return [];
  return [
    {
      id: 'differences',
      icon: 'warning',
      label: t('Other column names than in the stream'),
      detail: t('Columns go by their order. {0}', differences),
    },
  ];
}

/** Where the encoding is not certain: by some words a person sees whether it is the one. */
function encodingItems(plan: UploadPlan, readAgain: ReadAgain): PlanItem[] {
  const uncertain = uncertainFile(plan);
  if (!uncertain) return [];
  const { path, reading } = uncertain;
  return [
    {
      id: 'encoding',
      icon: 'symbol-string',
      label: t('Read as {0}', encodingNames[reading.encoding]),
      detail: t('{0} – choose this line where that is wrong', wordsText(reading)),
      change: async (before) => ({ ...before, inspections: await readAgain(path) }),
    },
  ];
}

/** Another method, such as UPSERT with its key, only a stream has that is set so. */
function changeMethod(plan: UploadPlan): UploadPlan {
  const own = plan.stream.updateMethod ?? 'APPEND';
  const methods = [...new Set([own, 'REPLACE', 'APPEND'])];
  const next = methods[(methods.indexOf(plan.updateMethod) + 1) % methods.length];
  return { ...plan, updateMethod: next ?? own };
}

/** @throws CancelledError */
async function askHeader(plan: UploadPlan): Promise<UploadPlan> {
  const detail = previewText(plan);
  // The choice that loses no row comes first.
  const items = [false, true].map((hasHeader) => ({
    label: headerText({ ...plan, hasHeader }),
    detail,
    hasHeader,
  }));
  const picked = await pick(items, { placeHolder: t('Is the first line a header?') });
  if (!picked) throw new CancelledError();
  return { ...plan, hasHeader: picked.hasHeader };
}

/** As detected, then the one and the other for all files; with one file, only what it isn't taken for. */
function changeHeader(plan: UploadPlan): UploadPlan {
  const detected = new Set(plan.inspections.map(({ headerDetected }) => headerDetected));
  const choices = detected.size > 1 ? [undefined, true, false] : [undefined, !detected.has(true)];
  const next = choices[(choices.indexOf(plan.hasHeader) + 1) % choices.length];
  return { ...plan, hasHeader: next };
}
