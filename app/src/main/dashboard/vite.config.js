import { defineConfig } from "vite";
import react from "@vitejs/plugin-react";

// `npm run dev` shows the sources as they are, with the API of a service that runs on AUTOTRADE_URL.
const service = process.env.AUTOTRADE_URL ?? "http://localhost:8085";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: {
    proxy: {
      "/api": { target: service, changeOrigin: true },
      "/internal": { target: service, changeOrigin: true },
      "/ws": { target: service, changeOrigin: true, ws: true },
    },
  },
});
