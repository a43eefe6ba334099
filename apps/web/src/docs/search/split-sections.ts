import GithubSlugger from 'github-slugger';

export interface Section {
  slug: string;
  heading: string;
  /** Its words, without code and marks. */
  text: string;
}

/** The parts of a page under its second and third headings, under the addresses that they have on the page. */
export function splitSections(markdown: string): Section[] {
  const slugger = new GithubSlugger();
  const withoutCode = markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
  return withoutCode.split(/^(?=#{2,3} )/m).flatMap((part) => {
    const match = /^#{2,3} (.+)\n([\s\S]*)/.exec(part);
    if (match === null) return [];
    const heading = plain(match[1] ?? '');
    return [{ slug: slugger.slug(heading), heading, text: plain(match[2] ?? '') }];
  });
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*|]|^[-#>]+ |-{3,}/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
