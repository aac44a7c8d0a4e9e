/** Makes something once for each object and language, and forgets it with the object. */
export function perLanguage<Of extends object, Made>(make: (lang: string, of: Of) => Made): (lang: string, of: Of) => Made {
  const known = new WeakMap<Of, Record<string, Made>>();
  return (lang, of) => {
    let byLang = known.get(of);
    if (!byLang) known.set(of, (byLang = {}));
    return (byLang[lang] ??= make(lang, of));
  };
}
