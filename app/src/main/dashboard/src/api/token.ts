// The token arrives once, in the fragment of the address, which browsers never send. It is kept for this tab alone.
const KEY = "autotrade.token";
const listeners = new Set<() => void>();

export function takeTokenFromAddress(): void {
  const found = /(?:^#|&)token=([^&]+)/.exec(window.location.hash);
  if (found?.[1]) {
    sessionStorage.setItem(KEY, decodeURIComponent(found[1]));
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }
}

export function token(): string | null {
  return sessionStorage.getItem(KEY);
}

export function setToken(value: string | null): void {
  if (value) {
    sessionStorage.setItem(KEY, value);
  } else {
    sessionStorage.removeItem(KEY);
  }
  listeners.forEach((listener) => listener());
}

export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
