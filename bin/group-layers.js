#!/usr/bin/env node
import '../dist/group-layers.cjs';
