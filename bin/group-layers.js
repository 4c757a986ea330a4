#!/usr/bin/env node
require('../dist/group-layers.cjs');
