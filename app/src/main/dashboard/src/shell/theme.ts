import { useSyncExternalStore } from "react";

export type Theme = "dark" | "light";

const KEY = "autotrade.theme";
const listeners = new Set<() => void>();
const system = window.matchMedia("(prefers-color-scheme: light)");

function stored(): Theme | null {
  const value = localStorage.getItem(KEY);
  return value === "dark" || value === "light" ? value : null;
}

export function theme(): Theme {
  return stored() ?? (system.matches ? "light" : "dark");
}

function apply(): void {
  document.documentElement.dataset.theme = theme();
  listeners.forEach((listener) => listener());
}

export function startTheme(): void {
  apply();
  system.addEventListener("change", apply);
}

export function toggleTheme(): void {
  localStorage.setItem(KEY, theme() === "dark" ? "light" : "dark");
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, theme);
}
