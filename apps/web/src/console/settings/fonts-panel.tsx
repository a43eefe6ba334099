'use client';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { FontRow } from './font-row.tsx';
import { UploadFontForm } from './upload-font-form.tsx';
import { useFonts } from './use-fonts.ts';

/** The fonts that the fields may be shown in; a page chooses by name. */
export function FontsPanel() {
  const { can } = useConsole();
  const fonts = useFonts();
  if (fonts.data === undefined) {
    return (
      <Panel title="Fonts of the fields">
        {fonts.isError ? (
          <ErrorState
            title="The fonts could not be read"
            {...problemWords(fonts.error)}
            onRetry={() => void fonts.refetch()}
            isRetrying={fonts.isFetching}
          />
        ) : (
          <div className="p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
          </div>
        )}
      </Panel>
    );
  }
  const { data } = fonts.data;
  return (
    <Panel title="Fonts of the fields">
      {data.length === 0 ? (
        <EmptyState title="No fonts yet">
          The fields are shown in the device’s own font. Upload one, and name it in appearance.fontFamily.
        </EmptyState>
      ) : (
        <ul aria-label="Fonts" className="divide-y divide-line">
          {data.map((font) => (
            <FontRow key={font.id} font={font} />
          ))}
        </ul>
      )}
      {can('profile:write') ? <UploadFontForm /> : null}
    </Panel>
  );
}
