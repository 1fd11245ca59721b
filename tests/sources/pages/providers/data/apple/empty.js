jsonCallback({"services": []});
