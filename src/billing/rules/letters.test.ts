import { saidOfUndrawn, undrawnIn } from './letters.js';

describe('letters that papers cannot draw', () => {
  it.each([
    "Seán O'Brien-Müller, née Ọ́lá",
    'Ελένη Ирина שרה מחמד محمد حسين',
    'कृष्णा ਗੁਰਪ੍ਰੀਤ শ্রীকৃষ্ণ கிருஷ்ண สมชาย น้ำ',
    'Արմեն გიორგი ሰላማዊት 王小明 ひらカタ 김민준',
    '50 min · 9,975 % – “x” © ™ № 1½ €',
  ])('are none of %s', (text) => {
    expect(undrawnIn(text)).toEqual([]);
  });

  it('are those of other writings, each once, and pictures', () => {
    expect(undrawnIn('తెలుగు', null, 'Ann 😀 తె', undefined)).toEqual(['త', 'ె', 'ల', 'ు', 'గ', '😀']);
    expect(undrawnIn('សុខា')).toHaveLength(4);
  });

  it('are told with their number, and not more than can be read', () => {
    expect(saidOfUndrawn([])).toBeUndefined();
    expect(saidOfUndrawn(['త'])).toBe('1 letter cannot be drawn on paper: త');
    const many = saidOfUndrawn(Array.from({ length: 50 }, (_, at) => String.fromCodePoint(0x1780 + at))) ?? '';
    expect(many).toMatch(/^50 letters cannot be drawn on paper: .* …$/);
    expect([...(many.split(': ')[1] ?? '')].filter((letter) => letter !== ' ' && letter !== '…')).toHaveLength(20);
  });
});
