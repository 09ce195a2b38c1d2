import { setToken, token } from "./token";
import type { Session } from "./types";

const API = "/api/autotrade/v1";

export interface FieldError {
  field: string;
  value: unknown;
  allowed: string;
}

/** What the service answered instead of what was asked for, or that it did not answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: FieldError[];

  constructor(status: number, detail: string, errors: FieldError[] = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }

  /** A part of the service that is not there or not yet; nothing is broken. */
  get unavailable(): boolean {
    return this.status === 503 || this.status === 404;
  }

  get offline(): boolean {
    return this.status === 0;
  }
}

function address(path: string): string {
  return path.startsWith("/internal/") || path.startsWith("/api/") ? path : API + path;
}

async function call<T>(method: string, path: string, body: unknown, signal?: AbortSignal, secret = token()): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (secret) {
    headers.Authorization = `Bearer ${secret}`;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  let response: Response;
  try {
    response = await fetch(address(path), {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new ApiError(0, "The service does not answer.");
  }
  const text = await response.text();
  if (response.status === 401 && secret !== null && secret === token()) {
    // It was right once and is not any more. Reading goes on as far as it may without; asking on with it would lock us out.
    setToken(null);
    if (method === "GET") {
      return call<T>(method, path, body, signal, null);
    }
  }
  if (!response.ok) {
    throw problem(response.status, text);
  }
  return (text ? JSON.parse(text) : null) as T;
}

function problem(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as { detail?: string; errors?: FieldError[] };
    return new ApiError(status, body.detail ?? `The service answered ${status}.`, body.errors);
  } catch {
    return new ApiError(status, `The service answered ${status}.`);
  }
}

let ready: Promise<unknown> = Promise.resolve();

/** Tries the token of this tab once before anything else does: a handful of wrong ones at once would lock us out. */
export function tryToken(): Promise<unknown> {
  if (token() !== null) {
    ready = call("GET", "/session", undefined).catch(() => undefined);
  }
  return ready;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  await ready;
  return call<T>("GET", path, undefined, signal);
}

/** Whom the service takes the holder of a token for; fails when it does not know the token. */
export function whoIs(secret: string): Promise<Session> {
  return call<Session>("GET", "/session", undefined, undefined, secret);
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return call<T>("POST", path, body);
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return call<T>("PATCH", path, body);
}
