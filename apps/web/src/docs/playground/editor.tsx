import { Button, SegmentedControl, SelectField } from '@fieldfare/ui';
import { ColorField } from './color-field.tsx';
import { DEFAULTS } from './settings.ts';
import type { PlaygroundSettings } from './settings.ts';

const LANGUAGES = 'en ar de es fr he hi id it ja ko nl pl pt ru sv tr uk vi zh'.split(' ');
const NAMES = new Intl.DisplayNames('en', { type: 'language' });
const options = (...values: string[]) => values.map((value) => ({ value, label: value }));

const COLORS = [
  ['color', 'Text', '#1b1d21'],
  ['backgroundColor', 'Background', '#ffffff'],
  ['placeholderColor', 'Placeholder', '#5f6672'],
  ['focusColor', 'Text, focused', '#28567f'],
  ['invalidColor', 'Text, invalid', '#b3202a'],
] as const;

export interface EditorProps {
  settings: PlaygroundSettings;
  onChange: (changed: Partial<PlaygroundSettings>) => void;
}

/** Everything that the playground lets one change. */
export function Editor({ settings, onChange }: EditorProps) {
  return (
    <div className="grid gap-4 p-4">
      <SegmentedControl
        label="Fields"
        value={settings.layout}
        options={[
          { value: 'separate', label: 'One each' },
          { value: 'combined', label: 'Combined' },
        ]}
        onChange={(layout) => onChange({ layout })}
      />
      <SegmentedControl
        label="Theme"
        value={settings.theme}
        options={[
          { value: 'page', label: 'Page' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'system', label: 'System' },
        ]}
        onChange={(theme) => onChange({ theme })}
      />
      <SegmentedControl
        label="Labels inside"
        value={settings.labels}
        options={[
          { value: 'hidden', label: 'None' },
          { value: 'floating', label: 'Floating' },
        ]}
        onChange={(labels) => onChange({ labels })}
      />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Font size"
          value={settings.fontSize}
          options={options('14px', '16px', '18px', '20px')}
          onChange={({ target }) => onChange({ fontSize: target.value })}
        />
        <SelectField
          label="Font weight"
          value={settings.fontWeight}
          options={options('400', '500', '600', '700')}
          onChange={({ target }) => onChange({ fontWeight: target.value })}
        />
      </div>
      <SelectField
        label="Language"
        value={settings.locale}
        options={LANGUAGES.map((value) => ({ value, label: NAMES.of(value) ?? value }))}
        onChange={({ target }) => onChange({ locale: target.value })}
      />
      <div className="grid grid-cols-2 gap-3">
        {COLORS.map(([name, label, first]) => (
          <ColorField
            key={name}
            label={label}
            value={settings[name]}
            first={first}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
      <Button onClick={() => onChange(DEFAULTS)}>Reset</Button>
    </div>
  );
}
