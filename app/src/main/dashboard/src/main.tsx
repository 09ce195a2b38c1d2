import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { live } from "./api/live";
import { queryClient } from "./api/queries";
import { takeTokenFromAddress } from "./api/token";
import { Router } from "./router";
import { startTheme } from "./shell/theme";
import "./style.css";

takeTokenFromAddress();
startTheme();
live.start();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Router>
          <App />
        </Router>
      </QueryClientProvider>
    </StrictMode>,
  );
}
